/** What can be laid around any store: reading only, replacing, and not waiting for ever. */
package dev.styxcache.application.store;
