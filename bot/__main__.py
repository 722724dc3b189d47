"""`python -m bot` is `faqbot`."""

from bot.cli import main

if __name__ == "__main__":
    main()
