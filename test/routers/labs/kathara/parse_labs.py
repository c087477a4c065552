"""Reads labs with Kathará's own parser. Arguments: folders. Prints one line of JSON for each: the domain of each interface of each
device, or the error."""
import json, sys
from Kathara.parser.netkit.LabParser import LabParser

for folder in sys.argv[1:]:
    try:
        lab = LabParser.parse(folder)
        devices = {
            name: {number: interface.link.name for number, interface in device.interfaces.items()}
            for name, device in lab.machines.items()
        }
        print(json.dumps({"name": lab.name, "devices": devices}))
    except Exception as error:
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}))
