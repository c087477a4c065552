// Files on disk: reading AS graphs, public data sets, writing a file whole. Node only.
export { AsGraphOpenError, readAsGraphFile, type OpenedAsGraph } from "./as-graph-file.js";
export {
  chooseDataSet,
  dataFolder,
  DataSetError,
  dataSetFile,
  dataSets,
  getDataSet,
  megabytes,
  recordOf,
  recordsOf,
  type ChosenDataSet,
  type DataSet,
  type DataSetRecord,
  type DownloadProgress,
  type GetDataSetOptions,
  type GotDataSet,
  type Licence,
} from "./data-sets/index.js";
export {
  ObservationError,
  observationsInTable,
  observationsOfAtlas,
  readAtlas,
  readObservationTable,
  readProbes,
  settleObservations,
  type Observation,
  type ObservedSites,
  type SettledObservations,
  type SitePatterns,
} from "./observed/index.js";
export { largestInput, decodeText, readBytes, readText, ReadLimitError } from "./read-text.js";
export {
  endWithCommand,
  removeLeftOvers,
  type Temporary,
  temporaryFile,
  temporaryFolder,
  type TemporaryFolder,
} from "./temporary/index.js";
export { checkOutput, OutputError, temporaryName, writePage, writeWhole } from "./write-whole.js";
