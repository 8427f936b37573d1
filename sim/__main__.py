"""`python -m sim` is the command `nurture`."""

from sim.doors.cli import main

if __name__ == "__main__":
    main(prog_name="nurture")
