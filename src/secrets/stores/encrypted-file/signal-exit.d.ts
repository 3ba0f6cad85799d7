// The package brings no types.
declare module 'signal-exit' {
  /** Takes off the signal handlers that the package sets as soon as it is used. */
  export function unload(): void;
}
