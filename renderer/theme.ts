import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#e9effe',
  '#d3dffd',
  '#a9c0fa',
  '#7f9dff',
  '#5680f0',
  '#3a6aea',
  '#2557e0',
  '#1e49c0',
  '#183b9b',
  '#112c76',
];

/** The neutral surfaces of `tokens.css` in the order in which the component library uses them in the dark. */
const dark: MantineColorsTuple = [
  '#e7eaef',
  '#c5ccd6',
  '#a0a9b6',
  '#6d7785',
  '#2a313a',
  '#232a33',
  '#1a1f26',
  '#161a20',
  '#12161b',
  '#0f1216',
];

const SANS =
  'Inter, "Segoe UI", system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
const MONO = '"JetBrains Mono", "Cascadia Mono", ui-monospace, Menlo, "DejaVu Sans Mono", monospace';

/** An instrument: small, quiet, one accent; status colours stand in `tokens.css`. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 3 },
  colors: { accent, dark },
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  defaultRadius: 7,
  cursorType: 'pointer',
  focusRing: 'auto',
  autoContrast: true,
  components: {
    Button: { defaultProps: { size: 'xs', fw: 550 } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
    // The placeholder for the first focus is a child that a menu may not have (WAI-ARIA, menu).
    Menu: {
      defaultProps: { transitionProps: { duration: 0 }, shadow: 'md', withInitialFocusPlaceholder: false },
    },
    Popover: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'md' } },
    Tooltip: {
      defaultProps: { transitionProps: { duration: 0 }, openDelay: 300, multiline: true, maw: 320 },
    },
    // Nothing scrolls behind a dialog, and locking it would need styles that the page's policy forbids.
    Modal: {
      defaultProps: { transitionProps: { duration: 0 }, lockScroll: false, centered: true },
      styles: { title: { fontSize: '15px', fontWeight: 640 } },
    },
  },
});

/** What the component library paints by itself, in the colours of `tokens.css`, which know light and dark themselves. */
const own = {
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-placeholder': 'var(--faint)',
  '--mantine-color-error': 'var(--fail)',
  '--mantine-color-default-border': 'var(--line)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: own, dark: own });
