/** Rules about text that have nothing to do with what the text means. */
package dev.styxcache.domain.text;
