/** Made by the plugin in vite.config.js. */
declare module "virtual:strings" {
  export const ENGLISH: Record<string, string>;
  export const LANGUAGES: string[];
  export const ROWS: string;
}
