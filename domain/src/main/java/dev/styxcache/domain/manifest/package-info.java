/** What an entry says of itself: how it was made, and what is in it. */
package dev.styxcache.domain.manifest;
