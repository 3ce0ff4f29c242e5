"""The public conformance suite for Jupyter kernels, on ours. There is no history to ask for, by design."""

from __future__ import annotations

import jupyter_kernel_test as suite
import pytest

pytestmark = pytest.mark.filterwarnings("default")


class TestOurKernel(suite.KernelTests):
    kernel_name = "kerne"
    language_name = "python"
    file_extension = ".py"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('test', file=sys.stderr)"
    completion_samples = ({"text": "zi", "matches": {"zip"}},)
    complete_code_samples = ("1", "print('hello, world')", "def f(x):\n  return x*2\n\n\n")
    incomplete_code_samples = ("print('''hello", "def f(x):\n  x*2")
    invalid_code_samples = ("import = 7q",)
    code_page_something = "zip?"
    code_generate_error = "raise ValueError"
    code_execute_result = ({"code": "6*7", "result": "42"},)
    code_display_data = (
        {"code": "from IPython.display import HTML, display; display(HTML('<b>test</b>'))", "mime": "text/html"},
        {"code": "from IPython.display import Math, display; display(Math('\\\\frac{1}{2}'))", "mime": "text/latex"},
    )
    code_inspect_sample = "zip"
    code_clear_output = "from IPython.display import clear_output; clear_output()"


class TestOurKernelWelcomes(suite.IopubWelcomeTests):
    kernel_name = "kerne"
    support_iopub_welcome = True
