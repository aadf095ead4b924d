import { configure } from "@testing-library/dom";

// Screens under test share two cores with everything else: how long they may take says nothing, only whether they come.
configure({ asyncUtilTimeout: 10_000 });
