/** Stands in for what users put around exchanges where the function gives no options: not called, there is nothing. */
export const sendAround = (): never => {
  throw new Error('around');
};
