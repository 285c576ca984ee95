// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { draftsHere, longestSummary, useSummaryDraft } from "./summary-draft.ts";

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const pause = () => act(() => vi.advanceTimersByTimeAsync(1500));
const start = (save: (text: string) => Promise<unknown>, kept = "Le texte gardé.") =>
  renderHook(() => useSummaryDraft("kermor-2026-W46-fr", kept, save));

describe("a summary being written", () => {
  it("saves the latest words once, after a pause", async () => {
    const save = vi.fn(async () => {});
    const { result } = start(save);
    act(() => result.current.change("Un"));
    act(() => result.current.change("Un deux"));
    expect(result.current.state).toBe("waiting");
    expect(save).not.toHaveBeenCalled();
    await pause();
    expect(save.mock.calls).toEqual([["Un deux"]]);
    expect(result.current.state).toBe("saved");
    expect(draftsHere.read("kermor-2026-W46-fr")).toBeNull();
  });
  it("sends what was typed while a save was on its way, one request at a time", async () => {
    const ends: (() => void)[] = [];
    const save = vi.fn((_text: string) => new Promise<void>((done) => ends.push(done)));
    const { result } = start(save);
    act(() => result.current.change("Un"));
    await pause();
    act(() => result.current.change("Un deux"));
    await pause();
    expect(save).toHaveBeenCalledTimes(1);
    await act(async () => ends[0]?.());
    expect(save.mock.calls.map(([text]) => text)).toEqual(["Un", "Un deux"]);
    await act(async () => ends[1]?.());
    expect(result.current.state).toBe("saved");
  });
  it("keeps the words here when the server is silent, and brings them back on the next visit", async () => {
    const silent = vi.fn(async () => {
      throw new Error("offline");
    });
    const first = start(silent);
    act(() => first.result.current.change("Des mots à ne pas perdre"));
    await pause();
    expect(first.result.current.state).toBe("failed");
    first.unmount();
    const save = vi.fn(async () => {});
    const { result } = start(save);
    expect(result.current.text).toBe("Des mots à ne pas perdre");
    expect(result.current.recovered).toBe(true);
    await pause();
    expect(save).toHaveBeenCalledWith("Des mots à ne pas perdre");
    expect(result.current.state).toBe("saved");
  });
  it("saves what was typed just before the page is left", async () => {
    const save = vi.fn(async () => {});
    const { result, unmount } = start(save);
    act(() => result.current.change("Vite"));
    unmount();
    await pause();
    expect(save.mock.calls).toEqual([["Vite"]]);
  });
  it("sends nothing that is too long, nor what was discarded", async () => {
    const save = vi.fn(async () => {});
    const { result, unmount } = start(save);
    act(() => result.current.change("x".repeat(longestSummary + 1)));
    await pause();
    expect(result.current.state).toBe("too-long");
    act(() => result.current.discard());
    unmount();
    await pause();
    expect(save).not.toHaveBeenCalled();
    expect(draftsHere.read("kermor-2026-W46-fr")).toBeNull();
  });
});
