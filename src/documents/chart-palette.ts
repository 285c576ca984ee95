/**
 * The colours of the house, for charts and for whole documents. Signals are told by word and shape first; the four series
 * colours stay apart for the common colour-vision deficiencies and in grey.
 */
export type ChartPalette = {
  ink: string;
  muted: string;
  faint: string;
  paper: string;
  card: string;
  line: string;
  axis: string;
  sea: string;
  hold: string;
  look: string;
  act: string;
  band: string;
  gap: string;
  series: readonly [string, string, string, string];
};

/** Paper under daylight. `print` is the same on white: band and gap are opaque, so that no printer needs transparency. */
const light: ChartPalette = {
  ink: "#10202e",
  muted: "#4a5b6a",
  faint: "#5f7080",
  paper: "#fbfaf7",
  card: "#ffffff",
  line: "#e4e1d8",
  axis: "#b4bcc3",
  sea: "#0b5c8a",
  hold: "#1d6b52",
  look: "#8a5a00",
  act: "#a92b1c",
  band: "#dfeaf1",
  gap: "#f3f1ec",
  series: ["#0b5c8a", "#c0781a", "#6b4c8f", "#3f8f6d"],
};

export const palettes: Readonly<Record<"light" | "dark" | "print", ChartPalette>> = {
  light,
  print: { ...light, paper: "#ffffff" },
  dark: {
    ink: "#e9eef2",
    muted: "#b3c0cb",
    faint: "#8fa0ae",
    paper: "#0d1720",
    card: "#13202b",
    line: "#22323f",
    axis: "#4c5d6b",
    sea: "#6fb8e3",
    hold: "#76cfae",
    look: "#f0b95a",
    act: "#ff9a8b",
    band: "#1b3547",
    gap: "#182631",
    series: ["#6fb8e3", "#e9a553", "#b79bd9", "#7fcfab"],
  },
};
