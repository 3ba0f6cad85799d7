// Functions of the language that the library calls often, each under one name.

export const Object_entries = Object.entries;
export const Object_keys = Object.keys;
export const Object_values = Object.values;
export const Object_assign = Object.assign;
export const Object_freeze = Object.freeze;
export const Object_fromEntries = Object.fromEntries;
export const Object_hasOwn = Object.hasOwn;
export const Object_defineProperty = Object.defineProperty;
export const Array_isArray = Array.isArray;
export const JSON_stringify = JSON.stringify;
export const Math_max = Math.max;
export const Math_min = Math.min;
/** What minifiers leave as long as it is. */
export const Number_POSITIVE_INFINITY = 1 / 0;
export const Number_NEGATIVE_INFINITY = -1 / 0;
