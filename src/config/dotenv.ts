/** The parser of `.env` files, by name: a bundle of a CommonJS package has no names of its own. */
export { parse } from 'dotenv';
