import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** Mantine wants ten shades; the real colours of both schemes are the custom properties of `theme.css`. */
const sea: MantineColorsTuple = [
  "#e3eff6",
  "#c6dfec",
  "#9fc9e0",
  "#6fb8e3",
  "#3d8fbd",
  "#1f74a3",
  "#0b5c8a",
  "#084a70",
  "#063a58",
  "#042a40",
];

/** Labels stay above their field, errors below it: the order in which a screen reader meets them. */
const fields = { styles: { error: { fontSize: "0.8125rem" } } };

export const theme = createTheme({
  primaryColor: "sea",
  primaryShade: 6,
  colors: { sea },
  fontFamily: "Inter, system-ui, sans-serif",
  cursorType: "pointer",
  respectReducedMotion: true,
  defaultRadius: 8,
  // Plain objects and not `TextInput.extend(…)`: naming a component here would load it with the first page.
  components: {
    Button: {
      styles: { root: { fontWeight: 600, minHeight: "var(--target)" } },
      vars: (_theme: unknown, props: { variant?: string; color?: string }) => ({
        root:
          (props.variant ?? "filled") === "filled" && !props.color
            ? { "--button-bg": "var(--sea)", "--button-hover": "var(--sea-strong)", "--button-color": "var(--on-sea)" }
            : {},
      }),
    },
    InputWrapper: { defaultProps: { inputWrapperOrder: ["label", "description", "input", "error"] } },
    Input: { styles: { input: { minHeight: "var(--target)" } } },
    TextInput: { defaultProps: fields },
    PasswordInput: {
      defaultProps: { ...fields, rightSectionWidth: 48 },
      vars: () => ({ root: { "--psi-icon-size": "20px", "--psi-button-size": "var(--target)" } }),
    },
    NativeSelect: { defaultProps: fields },
    Textarea: { defaultProps: { ...fields, autosize: false } },
    Checkbox: { defaultProps: { color: "sea" } },
  },
});
