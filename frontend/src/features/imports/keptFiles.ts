/** Files of this tab's uploads by run, so that a dry run can be made again with another choice. */
export const keptFiles = new Map<number, File>();
