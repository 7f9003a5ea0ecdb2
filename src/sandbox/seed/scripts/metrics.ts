import { bash, python } from '../script.ts';

/** The share of good events, 0 to 1. */
export const SHARE = python(`import os


def main():
    return round(int(os.environ["GOOD"]) / int(os.environ["TOTAL"]), 4)
`);

/** 1 while a value is within its limit, 0 otherwise. */
export const WITHIN_LIMIT = bash(`main() {
  if [ "$VALUE" -le "$LIMIT" ]; then printf '1' >&3; else printf '0' >&3; fi
}
`);
