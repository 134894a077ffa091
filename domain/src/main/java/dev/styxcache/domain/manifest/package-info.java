/** The description of an entry: how it was made, and what is in it; and how two are merged. */
package dev.styxcache.domain.manifest;
