/** Stands in for the channels where the function does not import what listens to them. */
export const openChannels = (): undefined => undefined;
export const openInvalidResponseChannel = (): undefined => undefined;
