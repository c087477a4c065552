// The sample file of read.test.ts, compressed by bzip2 1.0.8: Node has no compressor for it.
export const bz2 = {
  clean: new Uint8Array(
    Buffer.from(
      "QlpoOTFBWSZTWSMF24QAAAtfgAAQSAJ3sDCgSEAKpf4kIAB0Go1Map+RQDI2j1I/Sgap4kNHqaG1ANAB06nkSQG64Vy72Q6TFgHwUFKNxBiDBg8E+NSE6XbMSUghDNITMTBkH0pGp+y3vfZxMYGjXtx1kzosYuFEnhkdUqlDUgtqeBE4ZFy+YC2dvvGGBfm5/xdyRThQkCMF24Q=",
      "base64",
    ),
  ),
};
