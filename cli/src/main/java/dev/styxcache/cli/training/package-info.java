/** A typical hour of this program within a second, so that Java can archive the classes for it. */
package dev.styxcache.cli.training;
