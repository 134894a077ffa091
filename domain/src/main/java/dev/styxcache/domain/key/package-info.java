/** What makes two runs the same run: the key, and the payload that it is the digest of. */
package dev.styxcache.domain.key;
