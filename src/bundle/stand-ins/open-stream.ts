/** Stands in for bodies as streams where no API of the function has any: not called. */
export const openStream = (): never => {
  throw new Error('stream');
};
