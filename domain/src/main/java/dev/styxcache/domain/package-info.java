/**
 * Values and pure rules. Nothing here reads a file, a clock or a variable of the environment, and
 * no library is used: what decides whether two runs are the same run can be read, tested and
 * trusted on its own.
 */
package dev.styxcache.domain;
