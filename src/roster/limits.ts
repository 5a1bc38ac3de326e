/*
 * Bounds of what one roster may be: any file ends in bounded time and memory. An account has at most 5,000 users, so
 * that no roster comes near them; one that does is an accident or an attack.
 */

/** 5,000 users with all their keys and certificates stay below it; larger accounts use `include`. */
export const maxFileBytes = 10 * 1024 * 1024;

/** All files of a roster together. */
export const maxRosterBytes = 32 * 1024 * 1024;

/** Files of a roster. */
export const maxFiles = 1000;

/** Nesting of lists and maps. */
export const maxDepth = 50;

/** A public PGP key with thousands of signatures of others stays below it. */
export const maxPgpKeyBytes = 256 * 1024;
