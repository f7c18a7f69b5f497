"""The kernels' only settings: quiet, and no start-up files of the user's own."""

c = get_config()  # noqa: F821  (IPython provides this name)
c.IPKernelApp.log_level = 40
c.HistoryManager.enabled = False  # a history would change the folder that builds are dated by
