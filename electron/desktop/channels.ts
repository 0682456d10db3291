/** What the page, the preload and the main process call the things they hand to each other. */

/** The page asks for a line to the service, and gives the port of it. */
export const CONNECT = 'connect-service';

/** The native menu asks the page to do something. */
export const MENU = 'menu';

/** Entries of the native menu that act in the page. */
export type PageCommand = 'export';
