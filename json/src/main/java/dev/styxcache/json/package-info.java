/**
 * Strict reading of untrusted JSON into plain Java values: {@code Map}, {@code List}, {@code
 * String}, {@code Long} or {@code BigInteger}, {@code Double}, {@code Boolean} and null.
 */
package dev.styxcache.json;
