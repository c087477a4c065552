export declare function sliceOf(
  files: readonly string[],
  date: Date,
): { readonly slice: number; readonly slices: number; readonly files: readonly string[] };
