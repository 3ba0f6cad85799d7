/** Stands in for the one that reports answers which differ from their types: in the deployed form none is compared. */
export class ResponseChecker {
  check(): void {}
}
