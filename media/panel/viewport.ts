/** What a frame has room for. */
export interface Viewport {
  /** Pixels across. */
  width: number;
  /** Rows of the table: a long one comes in over several frames, so that the first shows at once. */
  rows: number;
}
