/** Runners of tools: local processes, containers of docker, podman and Apptainer, and dry runs. */
module dev.styxcache.adapter.runner {
  requires dev.styxcache.files;
  requires dev.styxcache.json;
  requires org.slf4j;
  requires transitive dev.styxcache.application;

  exports dev.styxcache.adapter.runner.docker;
  exports dev.styxcache.adapter.runner.dry;
  exports dev.styxcache.adapter.runner.local;
  exports dev.styxcache.adapter.runner.podman;
  exports dev.styxcache.adapter.runner.settings;
  exports dev.styxcache.adapter.runner.singularity;

  uses dev.styxcache.application.spi.HasherProvider;

  provides dev.styxcache.application.spi.RunnerProvider with
      dev.styxcache.adapter.runner.local.LocalRunnerProvider,
      dev.styxcache.adapter.runner.dry.DryRunnerProvider,
      dev.styxcache.adapter.runner.docker.DockerRunnerProvider,
      dev.styxcache.adapter.runner.podman.PodmanRunnerProvider,
      dev.styxcache.adapter.runner.singularity.SingularityRunnerProvider,
      dev.styxcache.adapter.runner.singularity.ApptainerRunnerProvider;
}
