"""The kernels' only settings: quiet, whole outputs, and no start-up files of the user's own."""

from ipykernel.iostream import OutStream

c = get_config()  # noqa: F821  (IPython provides this name)
c.IPKernelApp.log_level = 40  # logging.ERROR
c.HistoryManager.enabled = False  # a history would change the folder that builds are dated by
# Seconds: what a cell prints is sent when it ends. Sent sooner, it may come in pieces on a busy
# machine, and MyST-NB begins a new line at each.
OutStream.flush_interval = 3600.0
