/** What is asked of a person; the library is loaded with the first question. */
export { password, select, text } from '@clack/prompts';
