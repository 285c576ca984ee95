/** What a file may cost before it is refused. All sizes in bytes. */
export interface Limits {
  readonly fileBytes: number;
  /** Files inside a zip. */
  readonly zipEntries: number;
  /** Bytes after decompression, all entries together. */
  readonly zipBytes: number;
  /** Decompressed over compressed; looked at only past {@link zipRatioFrom}. */
  readonly zipRatio: number;
  readonly zipRatioFrom: number;
  /** Old `.xls` files are read whole, at some forty times their size in memory. */
  readonly xlsBytes: number;
  /** Texts of a workbook, held in memory. */
  readonly sharedStringBytes: number;
  readonly columns: number;
  /** Characters of one record, multi-line cells included. */
  readonly recordLength: number;
  readonly tables: number;
}

const megabyte = 1024 * 1024;

/** 500 MB a file, and memory that stays under 300 MB whatever the file holds. */
export const defaultLimits: Limits = {
  fileBytes: 500 * megabyte,
  zipEntries: 1_000,
  zipBytes: 2_000 * megabyte,
  zipRatio: 250,
  zipRatioFrom: 16 * megabyte,
  xlsBytes: 4 * megabyte,
  sharedStringBytes: 48 * megabyte,
  columns: 16_384,
  recordLength: 2 * megabyte,
  tables: 200,
};
