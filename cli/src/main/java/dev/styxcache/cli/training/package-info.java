/** The training run from which Java archives loaded classes. */
package dev.styxcache.cli.training;
