/** JSON values and their one canonical text. */
package dev.styxcache.domain.json;
