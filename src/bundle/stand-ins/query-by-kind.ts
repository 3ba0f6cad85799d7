/** Stands in for queries by the kind of authorisation where no API of the function has any: not called. */
export const queryByKind = (): never => {
  throw new Error('query');
};
