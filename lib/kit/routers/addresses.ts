// The addresses of the ends of cables. They rise with the owner's ASN, then with the order of its sessions, for the last rule
// of the decision process, the lowest peer address (RFC 4271, 9.1.2.2 g).

export interface AddressBook {
  /** The next free address of an AS. */
  readonly next: (index: number, family: 4 | 6) => string;
}

/** More than an AS can have with at most 400 routers. */
const ENDS_PER_AS = 4096;

/** @param asns in ascending order, as in a compiled AS graph */
export function addressBook(asns: ArrayLike<number>): AddressBook {
  const used = { 4: new Int32Array(asns.length), 6: new Int32Array(asns.length) };
  return {
    next: (index, family) => {
      const number = index * ENDS_PER_AS + ++used[family][index];
      return family === 6
        ? `fd00::1:${(number >>> 16).toString(16)}:${(number & 0xffff).toString(16)}`
        : `10.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
    },
  };
}
