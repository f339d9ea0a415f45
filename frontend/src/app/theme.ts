import {
  createTheme,
  type CSSVariablesResolver,
  Button,
  Input,
  type MantineColorsTuple,
  Notification,
  Paper,
  Table,
} from '@mantine/core';

/** Greys of a room at night: a little blue, never pure black, so that nothing glares or smears. */
const dark: MantineColorsTuple = [
  '#dbe2ea',
  '#b8c2cd',
  '#97a3b0',
  '#5d6b7a',
  '#313c48',
  '#27303a',
  '#1a222b',
  '#151b22',
  '#0e1318',
  '#0a0e12',
];

/** Height of fields and buttons: dense enough for a day's work, large enough to hit. */
const DENSE = '2rem';

/** One accent, everything else grey: what has colour in a dark control room should mean something. */
export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: { light: 9, dark: 9 },
  colors: { dark },
  defaultRadius: 'sm',
  fontFamily: 'Inter, "Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_, { size }) =>
        size === 'sm'
          ? { root: { '--button-height': DENSE, '--button-padding-x': '0.8rem' } }
          : { root: {} },
    }),
    Input: Input.extend({
      defaultProps: { size: 'sm' },
      vars: (_, { size }) =>
        size === 'sm' ? { wrapper: { '--input-height': DENSE } } : { wrapper: {} },
    }),
    // A <header> would be a second banner of the page.
    ModalHeader: { defaultProps: { component: 'div' } },
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } },
    }),
    Paper: Paper.extend({ defaultProps: { withBorder: true, radius: 'sm' } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 6, horizontalSpacing: 'sm' } }),
  },
});

/** Mantine's own greys and reds, corrected where they miss a contrast of 4.5. */
export const cssVariables: CSSVariablesResolver = () => ({
  // Under the pointer white on Mantine's own is 4.35 to 1.
  variables: {
    '--mantine-primary-color-filled-hover': '#095c6b',
    '--mantine-color-cyan-filled-hover': '#095c6b',
  },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1b232b',
    '--mantine-color-dimmed': '#56606b',
    '--mantine-color-placeholder': '#6a737d',
    '--mantine-color-error': '#b32121',
    '--mantine-color-default-border': '#c3cad2',
    '--mantine-color-anchor': '#0b6678',
  },
  dark: {
    '--mantine-color-body': '#151b22',
    '--mantine-color-dimmed': '#97a3b0',
    '--mantine-color-placeholder': '#8592a0',
    '--mantine-color-error': '#ff9191',
    '--mantine-color-default': '#1a222b',
    '--mantine-color-default-border': '#3a4653',
    '--mantine-color-anchor': '#4dd2e3',
  },
});
