/** The kind of case that a suggestion is. */
export const SUGGESTION = 'voice.suggestion'
