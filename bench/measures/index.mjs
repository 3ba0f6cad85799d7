/** All measures, in the order of the page: each is a module with `id`, `title` and `measure(options)`. */
export const measures = [];
