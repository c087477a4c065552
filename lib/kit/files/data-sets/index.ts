// Public data sets on the user's machine: fetched once by `anycast data get`, used by name. None comes with the kit.
export { chooseDataSet, dataSets, type ChosenDataSet, type DataSet } from "./catalogue.js";
export { megabytes, type DownloadProgress } from "./download.js";
export { DataSetError } from "./error.js";
export { dataFolder, fileOf, recordOf, recordsOf, type DataSetRecord } from "./folder.js";
export { getDataSet, type GetDataSetOptions, type GotDataSet } from "./get.js";
export type { Licence } from "./licences.js";
export { dataSetFile, isDataSetName } from "./use.js";
