export type ProjectName = "unit" | "kernel" | "browser" | "routers" | "package";
export declare function testFiles(root: string): string[];
export declare function projectOf(file: string, text: string): ProjectName;
export declare function filesByProject(root: string): Record<ProjectName, string[]>;
