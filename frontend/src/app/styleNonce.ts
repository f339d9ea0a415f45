import { setNonce } from 'get-nonce';

/** The nonce of this page, without which the browser applies no style element. */
export const styleNonce = () =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// What locks scrolling behind a dialogue writes a style element too, and is not Mantine's own.
setNonce(styleNonce());
