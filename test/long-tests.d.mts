export declare function sliceOf<T>(
  files: readonly T[],
  date: Date,
): { readonly slice: number; readonly slices: number; readonly files: readonly T[] };
