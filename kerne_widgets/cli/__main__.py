"""``python -m kerne_widgets.cli``."""

from . import main

if __name__ == "__main__":
    main()
