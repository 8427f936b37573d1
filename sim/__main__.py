"""`python -m sim` is the command `nurture`."""

from sim.doors.start import main

if __name__ == "__main__":
    main()
