/** What a page says that has not even its texts, in every language. */
export const LOAD_AGAIN =
  'The page could not be loaded completely. Please load it again. 页面未能完整加载，请重新加载。';
