/** Trees and files on disk: scanned, copied and digested, and failures put into words. */
package dev.styxcache.adapter.fs.disk;
