// A point of a picture.

export type Pixel = readonly [x: number, y: number];
