// Types of the two functions of dns-packet that are used here; the package has none.
declare module "dns-packet" {
  interface Option {
    readonly code: number | string;
    readonly data?: Uint8Array;
  }
  interface Answer {
    readonly type: string;
    readonly data?: unknown;
    readonly options?: readonly Option[];
  }
  export function decode(message: Uint8Array): {
    readonly answers?: readonly Answer[];
    readonly additionals?: readonly Answer[];
  };
  export function encode(message: object): Buffer;
}
