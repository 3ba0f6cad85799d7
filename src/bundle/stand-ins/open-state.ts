/** Stands in for whether a toolbelt is open where the function makes none: the default one never closes. */
export class OpenState {
  check(): void {}
}
